"""The floor under an upload: one socket, one file, nothing else. Prints its port; ends with its first caller."""

import socket
import sys
from pathlib import Path

STEP = 1024**2


def main(target: Path, piece: int) -> None:
    """Write all that comes to the file, and answer with a dot after each piece of this many bytes."""
    buffer = memoryview(bytearray(STEP))
    with socket.create_server(("127.0.0.1", 0)) as door:
        print(door.getsockname()[1], flush=True)
        line, _ = door.accept()
    with line, target.open("wb", buffering=0) as file:
        left = piece
        while got := line.recv_into(buffer[: min(STEP, left)]):
            file.write(buffer[:got])
            left -= got
            if left == 0:
                line.sendall(b".")
                left = piece


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
