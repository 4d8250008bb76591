"""Methods that Python calls by itself, and that one side may call on an object of the other: no other name with two underscores crosses."""

SPECIAL = frozenset(
    f"__{name}__"
    for name in (
        "call len iter next contains getitem setitem delitem eq ne lt le gt ge hash bool str repr int float index abs neg pos "
        "add sub mul truediv floordiv mod pow matmul and or xor lshift rshift radd rsub rmul rtruediv rfloordiv rmod rpow "
        "iadd isub imul enter exit reversed round"
    ).split()
)


def defined(kind):
    """@returns the special methods that a class has beyond those of every object"""
    found = set()
    for up in kind.__mro__:
        if up is not object:
            found |= SPECIAL & vars(up).keys()
    return found
