"""Words and numbers of surveys, for their templates."""
