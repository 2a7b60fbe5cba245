"""What keeps a portal from starting, said in one plain sentence."""


class CannotStart(Exception):
    """The message is shown to whoever typed the command, so it says what to do."""
