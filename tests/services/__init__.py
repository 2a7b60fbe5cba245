"""What the tests need around them: the quality gate, a Chromium and a mail server."""
