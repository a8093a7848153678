"""The API: what is published, for anybody's programs; what members see, for theirs; and telling other systems of news."""
