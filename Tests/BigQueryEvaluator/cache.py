"""A memory of limited size."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Item = TypeVar("Item")


class Cache(Generic[Key, Item]):
    """What was used last, up to a total weight; `dropped` is called with what has to go."""

    def __init__(self, limit: int, dropped: Callable[[Item], None] = lambda _: None) -> None:
        self._limit = limit
        self._dropped = dropped
        self._weight = 0
        self._items: OrderedDict[Key, tuple[Item, int]] = OrderedDict()

    def get(self, key: Key) -> Item | None:
        if key not in self._items:
            return None
        self._items.move_to_end(key)
        return self._items[key][0]

    def put(self, key: Key, item: Item, weight: int) -> None:
        self._items[key] = item, weight
        self._weight += weight
        while self._weight > self._limit and len(self._items) > 1:
            _, (old, old_weight) = self._items.popitem(last=False)
            self._weight -= old_weight
            self._dropped(old)
