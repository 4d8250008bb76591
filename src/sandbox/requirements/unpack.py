"""
Unpacks wheels into a folder, in a sandbox: a wheel is an archive, and nothing of it is run. What would be put anywhere
but beside the other packages (scripts, headers, data) is left out.
"""
import os
import sys
import zipfile

MOST_BYTES = 6 * 1024**3
MOST_FILES = 200_000
WHEELS, TARGET = sys.argv[1:3]


def place(name):
    """@returns where a member goes, or None where it does not go anywhere"""
    parts = name.split("/")
    if name.endswith("/") or any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        return None
    if parts[0].endswith(".data"):
        if len(parts) < 3 or parts[1] not in ("purelib", "platlib"):
            return None
        parts = parts[2:]
    return os.path.join(TARGET, *parts)


def unpack(path, left):
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        left[0] -= sum(member.file_size for member in members)
        left[1] -= len(members)
        if min(left) < 0:
            sys.exit("the wheels hold more than may be unpacked")
        for member in members:
            target = place(member.filename)
            if target is None:
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with archive.open(member) as source, open(target, "wb") as file:
                rest = member.file_size
                while rest > 0 and (data := source.read(min(rest, 1 << 20))):
                    rest -= len(data)
                    file.write(data)


def main():
    left = [MOST_BYTES, MOST_FILES]
    for name in sorted(os.listdir(WHEELS)):
        if not name.endswith(".whl"):
            sys.exit(f"what was fetched is no wheel: {name[:100]}")
        try:
            unpack(os.path.join(WHEELS, name), left)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
            sys.exit(f"{name[:100]}: {type(error).__name__}: {error}"[:300])


main()
