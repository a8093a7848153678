"""An analyst's own questions: asked, saved, cited, and asked again of newer data."""
