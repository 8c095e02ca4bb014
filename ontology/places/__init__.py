"""Every municipality of the country, by code, prefecture, name and kana."""
