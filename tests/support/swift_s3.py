# SPDX-License-Identifier: MIT
"""OpenStack Swift (Debian's python3-swift) with its s3api middleware in one process, on loopback:
a real S3-compatible server for tests.

usage: swift_s3.py DATA_FOLDER

Prints "ready http://127.0.0.1:PORT" once it listens, and dies with its parent. Access key
"test:tester", secret "testing", region us-east-1; virtual hosts below s3.localhost. Needs a file
system with extended attributes. Nothing is daemonised and nothing outlives DATA_FOLDER.
"""
import ctypes
import logging
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

ROOT = os.path.abspath(sys.argv[1])
ETC, DEVICES = ROOT + "/etc", ROOT + "/devices"
os.makedirs(ETC)
os.makedirs(DEVICES + "/d1")
with open(ETC + "/swift.conf", "w") as config:
    config.write(
        "[swift-hash]\nswift_hash_path_suffix = t\nswift_hash_path_prefix = t\n"
        "[storage-policy:0]\nname = gold\ndefault = yes\n"
    )
os.environ["SWIFT_CONF_FILE"] = ETC + "/swift.conf"

# The order matters from here on: Swift reads its configuration while it is imported.
import eventlet  # noqa: E402

eventlet.monkey_patch()
import eventlet.wsgi  # noqa: E402
import swift.common.utils as swift_utils  # noqa: E402

swift_utils.SWIFT_CONF_FILE = ETC + "/swift.conf"
swift_utils.HASH_PATH_SUFFIX = swift_utils.HASH_PATH_PREFIX = b"t"
swift_utils.disable_fallocate()

from swift.account.server import AccountController  # noqa: E402
from swift.common.middleware import (  # noqa: E402
    catch_errors, copy, gatekeeper, healthcheck, listing_formats, slo, tempauth)
from swift.common.middleware.s3api import s3api  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import SwiftHttpProtocol  # noqa: E402
from swift.container.server import ContainerController  # noqa: E402
from swift.obj.server import ObjectController  # noqa: E402
from swift.proxy.server import Application  # noqa: E402


class NullLog:
    """What the servers would say goes nowhere."""

    def write(self, *_):
        pass

    def flush(self):
        pass


class Cache(dict):
    """Stands in for memcached."""

    def __bool__(self):
        return True

    def get(self, key, raise_on_error=False):
        return dict.get(self, key)

    def set(self, key, value, *_, **__):
        self[key] = value

    def incr(self, key, delta=1, **_):
        self[key] = str(int(dict.get(self, key, 0)) + delta)
        return int(self[key])

    def decr(self, key, delta=1, **_):
        return self.incr(key, -delta)

    def delete(self, key, **_):
        self.pop(key, None)

    def get_multi(self, keys, *_):
        return [dict.get(self, key) for key in keys]

    def set_multi(self, values, *_, **__):
        self.update(values)


CACHE = Cache()


def with_cache(app):
    def call(environment, start_response):
        environment["swift.cache"] = CACHE
        return app(environment, start_response)

    return call


def listen():
    """A socket on a port that is free."""
    return eventlet.listen(("127.0.0.1", 0), reuse_addr=True, backlog=256)


def serve(socket, app):
    eventlet.wsgi.server(
        socket, app, NullLog(), protocol=SwiftHttpProtocol, log_output=False)


def start_storage(logger):
    """The account, container and object servers, each with a ring of one device."""
    conf = {"devices": DEVICES, "swift_dir": ETC, "mount_check": "false",
            "disable_fallocate": "true", "fallocate_reserve": "0", "log_level": "ERROR"}
    controllers = {"account": AccountController, "container": ContainerController,
                   "object": ObjectController}
    for name, controller in controllers.items():
        socket = listen()
        port = socket.getsockname()[1]
        builder = RingBuilder(2, 1, 0)
        builder.add_dev({"id": 0, "region": 1, "zone": 1, "ip": "127.0.0.1", "port": port,
                         "device": "d1", "weight": 1.0, "replication_ip": "127.0.0.1",
                         "replication_port": port, "meta": ""})
        builder.rebalance()
        builder.get_ring().save(ETC + "/%s.ring.gz" % name)
        eventlet.spawn(serve, socket, controller(dict(conf), logger))


def proxy(logger):
    """The proxy with S3 in front of it."""
    conf = {"swift_dir": ETC, "allow_account_management": "true", "account_autocreate": "true",
            "log_level": "ERROR"}
    app = Application(dict(conf), logger=logger)
    s3_options = {"s3_acl": "false", "location": "us-east-1", "storage_domain": "s3.localhost",
                  "check_bucket_owner": "false", "auth_pipeline_check": "false"}
    inner = [(slo, {}), (copy, {}), (tempauth, {"user_test_tester": "testing .admin"}),
             (s3api, s3_options), (listing_formats, {})]
    for middleware, options in inner:
        app = middleware.filter_factory({}, **dict(conf, **options))(app)
    app = with_cache(app)
    for middleware in (healthcheck, gatekeeper, catch_errors):
        app = middleware.filter_factory({}, **conf)(app)
    return app


def main():
    logging.getLogger().addHandler(logging.NullHandler())
    logger = swift_utils.get_logger(
        {"log_level": "ERROR"}, name="swift-test",
        log_to_console=bool(os.environ.get("SWIFT_DEBUG")))
    start_storage(logger)
    app = proxy(logger)
    socket = listen()
    print("ready http://127.0.0.1:%d" % socket.getsockname()[1], flush=True)
    serve(socket, app)


main()
