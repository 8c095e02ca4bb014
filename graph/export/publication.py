"""What a house says of the data that it publishes; nothing of it is in a version."""

from __future__ import annotations

from dataclasses import dataclass

LICENSES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "PDL 1.0": "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
}
"""The addresses of licences that cities name by their short names."""


@dataclass(frozen=True, slots=True)
class Publication:
    """The name of the data, under which licence, who publishes them, and whom to ask; each may be empty."""

    name: str = "計画グラフ"
    license: str = ""
    publisher: str = ""
    contact: str = ""

    @property
    def license_iri(self) -> str:
        """The address of the licence; empty where only words are known.

        >>> Publication(license="CC BY 4.0").license_iri
        'https://creativecommons.org/licenses/by/4.0/'
        """
        given = LICENSES.get(self.license, self.license)
        return given if given.startswith(("http://", "https://")) else ""

    @property
    def contact_iri(self) -> str:
        """Where to ask, as an address; empty where there is none.

        >>> Publication(contact="kikaku@midori.example").contact_iri
        'mailto:kikaku@midori.example'
        """
        if "@" in self.contact and " " not in self.contact:
            return f"mailto:{self.contact}"
        return self.contact if self.contact.startswith(("http://", "https://")) else ""
