"""What a database is made of, asked of its own catalogue: for comparing two of them, whatever made each."""

import re
import sqlite3
from typing import Any

import psycopg

Parts = dict[str, set[tuple[str, ...]]]

# By name: numbers are given in the order of making, which nothing rests on.
CONTENTS = {
    "migrations": "SELECT app, name FROM django_migrations",
    "content types": "SELECT app_label, model FROM django_content_type",
    "permissions": """
        SELECT app_label, model, codename, name
        FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id""",
}
POSTGRESQL = {
    "columns": """
        SELECT c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
            a.attgenerated, a.attcollation, pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind <> 'i' AND a.attnum > 0 AND NOT a.attisdropped""",
    "tables": """
        SELECT relname, relkind, relrowsecurity, relforcerowsecurity, relacl::text, pg_get_userbyid(relowner)
        FROM pg_class WHERE relnamespace = 'public'::regnamespace""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, contype, pg_get_constraintdef(oid), convalidated
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """
        SELECT pg_get_functiondef(oid), proacl::text FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'""",
    "policies": "SELECT tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies",
    "comments": "SELECT obj_description(oid, 'pg_policy'), polname, polrelid::regclass::text FROM pg_policy",
    "sequences": """
        SELECT sequencename, data_type::text, start_value, min_value, max_value, increment_by, cycle, cache_size
        FROM pg_sequences""",
    "extensions": "SELECT extname FROM pg_extension",
}


def of(database: sqlite3.Connection | psycopg.Connection) -> Parts:
    """What there is of each kind; tables as they are written, each column and constraint a part, in any order."""

    def ask(sql: str) -> list[tuple[Any, ...]]:
        return [tuple(map(str, row)) for row in database.execute(sql).fetchall()]  # type: ignore[arg-type]

    if isinstance(database, psycopg.Connection):
        return {kind: set(ask(sql)) for kind, sql in (POSTGRESQL | CONTENTS).items()}
    found: Parts = {"tables": set(), "indexes": set(), "triggers": set()}
    for name, sql in ask("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        found["tables"] |= {(name, part) for part in _written(sql)}
    found["indexes"] |= set(ask("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index'"))
    found["triggers"] |= set(ask("SELECT tbl_name, name, sql FROM sqlite_master WHERE type NOT IN ('table', 'index')"))
    return found | {kind: set(ask(sql)) for kind, sql in CONTENTS.items()}


def _written(create_table: str) -> set[str]:
    """What stands between the outermost brackets, cut at the commas that stand in no brackets or quotes of their own."""
    body = create_table[create_table.index("(") + 1 : create_table.rindex(")")]
    parts, depth, quoted = [""], 0, ""
    for letter in body:
        if quoted:
            quoted = "" if letter == quoted else quoted
        elif letter in "'\"":
            quoted = letter
        else:
            depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return {re.sub(r"\s+", " ", part).strip() for part in parts}
