"""What browsers are told about our pages: what they may load, run and keep."""

_PLAIN_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# Only our own script, and no text that becomes markup: the widget draws with Lit.
_WIDGET_POLICY = (
    f"{_PLAIN_POLICY}; script-src 'self'; connect-src 'self'; font-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)
PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _PLAIN_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def page_headers(*, widget: bool) -> dict[str, str]:
    """The headers of a page, with the widget or without script."""
    return {**PAGE_HEADERS, "Content-Security-Policy": _WIDGET_POLICY} if widget else PAGE_HEADERS
