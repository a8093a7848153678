"""PostgreSQL with a second wall: the database itself shows each partnership's rows to that partnership alone."""
