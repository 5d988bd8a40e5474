"""A server of FTPS for tests: explicit TLS required on both connections, one user, one folder.

ftps.py PORT FOLDER CERTIFICATE PASSWORD [WAY...]; a way is one in which some servers differ:
no-mlsd (lists like ls -l), dos (lists like MS-DOS), full (takes no file), loses-rename (renames and hangs up),
unreadable (lists files that it gives to nobody), plain (no TLS).
"""

import os
import sys
import time

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.filesystems import AbstractedFS
from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
from pyftpdlib.servers import ThreadedFTPServer

port, folder, certificate, password, *ways = sys.argv[1:]


class DOSFolder(AbstractedFS):
    def format_list(self, basedir, listing, ignore_err=True):
        for name in listing:
            state = self.lstat(os.path.join(basedir, name))
            when = time.strftime("%m-%d-%y  %I:%M%p", time.gmtime(state.st_mtime))
            size = "<DIR>" if os.path.isdir(os.path.join(basedir, name)) else str(state.st_size)
            yield f"{when} {size:>20} {name}\r\n".encode()


class Handler(FTPHandler if "plain" in ways else TLS_FTPHandler):
    abstracted_fs = DOSFolder if "dos" in ways else AbstractedFS

    def ftp_STOR(self, file, mode="w"):
        if "full" in ways:
            return self.respond("552 Requested file action aborted; exceeded storage allocation.")
        return super().ftp_STOR(file, mode)

    def ftp_RNTO(self, path):
        if "loses-rename" not in ways:
            return super().ftp_RNTO(path)
        os.rename(self._rnfr, path)
        self.close()


authorizer = DummyAuthorizer()
authorizer.add_user("kestrel", password, folder, perm="eladfmwMT" if "unreadable" in ways else "elradfmwMT")
Handler.authorizer = authorizer
Handler.certfile = certificate
Handler.tls_control_required = True
Handler.tls_data_required = True
if "no-mlsd" in ways or "dos" in ways:
    Handler.proto_cmds = {name: value for name, value in Handler.proto_cmds.items() if name not in ("MLSD", "MLST")}
server = ThreadedFTPServer(("127.0.0.1", int(port)), Handler)
print("serving on port", port, flush=True)
server.serve_forever()
