"""Pages travel compressed; everything else stays the bytes that were signed, ranged or packed."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Files are packed when they are collected (WhiteNoise), and evidence is compressed by nature.
PACKED = ("text/html", "text/css")


class CompressPages(GZipMiddleware):
    """Safe beside secrets in a page: forms' tokens are masked anew and lengths are padded."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming or not response.headers.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)
