"""One Chromium for all journeys: a second one in the same thread would not start."""

from tests.browser.conftest import browser, open_page

__all__ = ["browser", "open_page"]
