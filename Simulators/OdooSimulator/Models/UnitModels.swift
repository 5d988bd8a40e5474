import Foundation

extension Catalogue {
    /// Units of measure and their categories.
    static func unitModels() -> [ModelDefinition] {
        [unit, category]
    }

    private static let managers = [
        "Administration/Settings", "Purchase/Administrator", "Inventory/Administrator", "Sales/Administrator",
    ]

    private static let unit = ModelDefinition(
        "uom.uom",
        "Product Unit of Measure",
        [
            .char("name", "Unit of Measure").required.translated,
            .many2one("category_id", "Category", "uom.category").required,
            .float("factor", "Ratio").required.defaulting(to: .value(.decimal(1))),
            .float("factor_inv", "Bigger Ratio").required.computedLive("unit_factor_inverse"),
            .float("rounding", "Rounding Precision").required.defaulting(to: .value(.decimal(Decimal(1) / 100))),
            .boolean("active", "Active", default: true),
            .selection(
                "uom_type",
                "Type",
                [
                    ("bigger", "Bigger than the reference Unit of Measure"),
                    ("reference", "Reference Unit of Measure for this category"),
                    ("smaller", "Smaller than the reference Unit of Measure"),
                ],
                default: "reference"
            ).required,
        ]
    ) { model in
        model.order = "factor DESC, id"
    }

    private static let category = ModelDefinition(
        "uom.category",
        "Product UoM Categories",
        [
            .char("name", "Unit of Measure Category").required.translated,
            .one2many("uom_ids", "Uom", "uom.uom", "category_id"),
        ]
    ) { model in
    }
}

extension ModelBehaviour {
    /// Units: one of a category is its reference, and products keep theirs.
    static let unit = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in if environment.profile.is19 { placeLater(&set) } },
        validate: { environment, id, _ throws(OdooError) in
            let row = environment.database.row("uom.uom", id) ?? [:]
            guard !environment.profile.is19 else { return try checkLater(row) }
            guard row["factor"]?.decimalValue ?? 0 != 0 else {
                throw .constraint("The conversion ratio for a unit of measure cannot be 0!")
            }
            guard row["uom_type"] == .text("reference") else { return }
            let references = environment.database.ids(of: "uom.uom").filter { other in
                let known = environment.database.row("uom.uom", other)
                return known?["category_id"] == row["category_id"] && known?["uom_type"] == .text("reference")
                    && known?["active"]?.isTrue == true
            }
            guard references.count > 1 else { return }
            let category = environment.shownName("uom.category", row["category_id"]?.recordID)
            throw .validation("UoM category \(category) should only have one reference unit of measure.")
        },
        deleting: { environment, ids throws(OdooError) in
            let free = ["uom.product_uom_hour", "uom.product_uom_dozen"]
            let used = ids.filter { id in
                guard let name = environment.externalEntry(of: "uom.uom", id)?.complete else { return false }
                return name.hasPrefix("uom.") && !free.contains(name)
            }
            guard !used.isEmpty else { return }
            let names = used.map { environment.name(of: "uom.uom", $0) }.joined(separator: ", ")
            throw .user(
                "The following units of measure are used by the system and cannot be deleted: \(names)\nYou can archive them "
                    + "instead."
            )
        }
    )

    /// How many of the reference unit a bigger unit holds.
    static let writeUnitInverse: Inverse = { environment, id, value throws(OdooError) in
        let number = ValueConversion.decimal(ofNumber: value) ?? 0
        try environment.set("uom.uom", id, ["factor": .decimal(number == 0 ? 0 : 1 / number)])
    }

    /// The ratio to the reference unit, whichever way the unit is compared with it.
    static let writeUnitRatio: Inverse = { environment, id, value throws(OdooError) in
        let number = ValueConversion.decimal(ofNumber: value) ?? 0
        guard number > 0 else { return }
        switch environment.value("uom_type", of: "uom.uom", id) {
        case .text("reference"): try environment.set("uom.uom", id, ["factor": .decimal(1)])
        case .text("bigger"): try environment.set("uom.uom", id, ["factor": .decimal(1 / number)])
        default: try environment.set("uom.uom", id, ["factor": .decimal(number)])
        }
    }
}
