"""Teaches mypy what may become `Html`: literals, and f-strings of `Html`, numbers and literals only."""

from collections.abc import Callable, Iterator

from mypy.nodes import CallExpr, Expression, ListExpr, MemberExpr, StrExpr
from mypy.plugin import FunctionContext, Plugin
from mypy.types import Instance, LiteralType, Type, UnionType, get_proper_type

HTML = "charsu.support.html.Html"
SAFE = {HTML, "builtins.int", "builtins.float"}


class HtmlPlugin(Plugin):
    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        return _check if fullname == HTML else None


def _check(context: FunctionContext) -> Type:
    if not context.args or not context.args[0]:
        return context.default_return_type
    for value in _values(context.args[0][0]):
        found = context.api.get_expression_type(value)
        if not _is_safe(found):
            context.api.fail(f"Plain text in HTML: expected Html, found {found}; use escape()", value)
    return context.default_return_type


def _values(html: Expression) -> Iterator[Expression]:
    """Yield the values in an f-string, which mypy reads as `"".join(["<b>", "{:{}}".format(x, "")])`."""
    match html:
        case StrExpr():
            return
        case CallExpr(callee=MemberExpr(expr=StrExpr(), name="join"), args=[ListExpr(items=items)]):
            for item in items:
                yield from _values(item)
        case CallExpr(callee=MemberExpr(expr=StrExpr(value="{:{}}"), name="format"), args=[value, *_]):
            yield value
        case _:
            yield html


def _is_safe(type_: Type) -> bool:
    found = get_proper_type(type_)
    match found:
        case UnionType(items=items):
            return all(map(_is_safe, items))
        case LiteralType():
            return True
        case Instance(type=info, last_known_value=literal):
            return info.fullname in SAFE or literal is not None
    return False


def plugin(version: str) -> type[Plugin]:
    return HtmlPlugin
