"""A Dask cluster to compute on: one that is there, or worker processes on this machine for as long as they are needed."""

import logging

from svdlib import _check

LOCAL = "127.0.0.1"


def dask_client(n_workers: int = 2):
    """Client of the Dask cluster that the environment names, or else of a new one of worker processes on this machine.

    Parameters
    ----------
    n_workers : int, optional
        How many processes to start, of one thread each, where the environment names no cluster; at least 1.

    Returns
    -------
    distributed.Client
        From now on Dask computes there. `close`, or the end of a ``with`` block, ends the processes that were started
        here; a cluster that was there before stays.

    Raises
    ------
    ImportError
        If Dask is not installed; the message says how to get it.
    TypeError
        If `n_workers` is no integer.
    ValueError
        If `n_workers` is less than 1.
    OSError
        If no cluster answers at the address that the environment names.

    See Also
    --------
    svdlib.svd_of_blocks : What takes blocks from a cluster.

    Notes
    -----
    The address of a cluster is taken from Dask's configuration, for instance from the environment variable
    ``DASK_SCHEDULER_ADDRESS``, which Dask reads when it is first imported. Processes started here listen on this machine
    only, and do not outlive the Python process they were started from, even if that is killed. A script should call this
    function under ``if __name__ == "__main__":``, since each process reads the script as it starts.

    References
    ----------
    Rocklin, "Dask: parallel computation with blocked algorithms and task scheduling", *Proceedings of the 14th Python in
    Science Conference* (2015).

    Examples
    --------
    >>> from svdbook import dask_client
    >>> with dask_client(1) as client:
    ...     client.submit(sum, [1, 2, 3]).result()
    6
    """
    n_workers = _check.as_integer(n_workers, "n_workers")
    try:
        import dask.array
        import dask.config
        from distributed import Client
    except ImportError as error:
        message = "dask_client needs Dask, and it is not installed: pip install 'dask[array]' distributed"
        raise ImportError(message) from error
    if dask.config.get("scheduler-address", None):
        return Client()
    # a worker that is lost is news for the one who asked for the result, not for the log
    options = {"silence_logs": logging.CRITICAL, "host": LOCAL, "dashboard_address": f"{LOCAL}:0"}
    return Client(n_workers=n_workers, threads_per_worker=1, processes=True, **options)
