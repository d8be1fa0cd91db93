import Catalog

/// Masks are functions of Planar's; the secret of hashes is one of the connection.
extension SQLiteDialect {
    package func masked(_ text: SQL, by mask: Mask) -> SQL {
        "planar_mask(\(text), '\(SQL(trusted: mask.word))')"
    }

    package func hiddenValues(of document: SQL, _ masking: Masking) -> SQL {
        "json_each(planar_masked_values(\(document), \(literal(masking.specification)))) as hidden"
    }

    package func masked(_ json: SQL, _ type: SchemaType, members: [Masking.Member], keepsOthers: Bool) -> SQL {
        "planar_masked(\(json), \(literal(Masking.members(members, keepsOthers: keepsOthers).specification)))"
    }
}
