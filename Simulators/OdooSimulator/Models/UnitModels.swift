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
