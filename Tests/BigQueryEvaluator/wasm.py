"""Google's SQL analyzer and reference evaluator as the wasm module inside the zetasql wheel.

The wheel's own front compiles the module in each process, which takes half a minute, and moves bytes one by one; this
one keeps the compiled module beside the environment and moves whole buffers.
"""

import ctypes
import os
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import tzdata
import zetasql
from wasmtime import Config, Engine, Linker, Module, Store, WasiConfig

WASM = Path(zetasql.__file__).parent / "wasi" / "zetasql.wasm"


class GoogleSQLError(Exception):
    """What Google's code says about a statement."""


def compiled_module_path() -> Path:
    versions = "-".join(metadata.version(name) for name in ("zetasql", "wasmtime"))
    return Path(sys.prefix) / f"zetasql-{versions}.cwasm"


def _engine() -> Engine:
    config = Config()
    config.shared_memory = True  # the module imports a shared memory, which is off by default
    return Engine(config)


def load_module(engine: Engine) -> Module:
    """The compiled module, from the file that an earlier process left if there is one."""
    path = compiled_module_path()
    if path.exists():
        return Module.deserialize_file(engine, str(path))
    module = Module.from_file(engine, str(WASM))
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(module.serialize())
    unfinished.replace(path)
    return module


class GoogleSQL:
    """Calls of the module: a request and its response, both as encoded protocol buffers."""

    def __init__(self) -> None:
        engine = _engine()
        module = load_module(engine)
        self._store = Store(engine)
        wasi = WasiConfig()
        wasi.inherit_stderr()
        wasi.preopen_dir(str(Path(tzdata.__file__).parent / "zoneinfo"), "/usr/share/zoneinfo")
        self._store.set_wasi(wasi)
        linker = Linker(engine)
        linker.define_wasi()
        self._exports: Any = linker.instantiate(self._store, module).exports(self._store)
        self._memory: Any = self._exports["memory"]
        self._allocate: Any = self._exports["wasm_malloc"]
        self._free: Any = self._exports["wasm_free"]
        initialize: Any = self._exports["_initialize"]
        initialize(self._store)

    def _base(self) -> int:
        base = ctypes.cast(self._memory.data_ptr(), ctypes.c_void_p).value
        assert base is not None
        return base

    def _write(self, address: int, data: bytes) -> None:
        ctypes.memmove(self._base() + address, data, len(data))

    def _read(self, address: int, size: int) -> bytes:
        return ctypes.string_at(self._base() + address, size)

    def call(self, name: str, request: bytes) -> bytes:
        function = self._exports[f"ZetaSqlLocalService_{name}"]
        # One block: four bytes for the size of the response, then the request.
        block = self._allocate(self._store, 4 + len(request))
        try:
            self._write(block + 4, request)
            response = function(self._store, block + 4, len(request), block)
            if response == 0:
                raise GoogleSQLError(self._last_error())
            data = self._read(response, int.from_bytes(self._read(block, 4), "little"))
            self._free(self._store, response)
            return data
        finally:
            self._free(self._store, block)

    def _last_error(self) -> str:
        size = self._exports["wasm_get_last_error_size"](self._store)
        text = self._read(self._exports["wasm_get_last_error"](self._store), size).decode()
        return text.partition("Message: ")[2] or text


if __name__ == "__main__":
    load_module(_engine())
