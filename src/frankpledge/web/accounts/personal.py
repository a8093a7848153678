"""Which fields of this app are about people, and which were looked at and are not. A test reads both lists."""

PERSONAL = {
    "OneTimeLink.email": "an address",
    "Person.email": "an address",
    "Person.name": "a name",
    "Person.password": "a password's hash",
}
NOT_PERSONAL = {
    "Agency.name",
    "AgencyAlias.alias",
    "Membership.role",
    "OneTimeLink.fingerprint",
    "OneTimeLink.purpose",
    "OneTimeLink.role",
    "Partner.standing",
    "Partnership.duties_held_by",
    "Partnership.kind",
    "Partnership.name",
    "Partnership.slug",
    "PartnershipArea.code",
    "PartnershipArea.name",
}
