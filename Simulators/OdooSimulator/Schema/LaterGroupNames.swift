/// The full names of groups that version 19 words otherwise than 18.
///
/// Source: Odoo 19.0, Community, measured.
enum LaterGroupNames {
    /// The names of version 19 by those of 18, as refusals write them.
    static let byEarlier = Dictionary(uniqueKeysWithValues: pairs)

    /// The names of version 18 by those of 19 without blanks around the slash.
    static let earlier = Dictionary(uniqueKeysWithValues: pairs.map { (UserGroups.compact($1), $0) })

    private static let pairs = table.pieces(at: "\n").map { line in
        let names = line.pieces(at: "|").map(String.init)
        return (names[0], names[1])
    }

    private static let table = """
        Administration/Access Rights|Access Rights
        Administration/Settings|Role / Administrator
        Extra Rights/Contact Creation|Contact/Creation
        Extra Rights/Multi Companies|Multi Companies
        Extra Rights/Multi Currencies|Multi Currencies
        Extra Rights/Product Creation|Products/Create
        Extra Rights/Show Inalterability Features|Show Inalterability Features
        Extra Rights/Technical Features|Technical Features
        Invoicing/Administrator|Accounting/Administrator
        Invoicing/Invoicing|Accounting/Invoicing
        Technical/A warning can be set on a partner (Stock)|A warning can be set on a partner (Stock)
        Technical/A warning can be set on a product or a customer (Purchase)|A warning can be set on a product or a customer (Purchase)
        Technical/A warning can be set on a product or a customer (Sale)|A warning can be set on a product or a customer (Sale)
        Technical/Access to export feature|Export/Allowed
        Technical/Allow the cash rounding management|Allow the cash rounding management
        Technical/Analytic Accounting|Analytic Accounting
        Technical/Basic|Basic
        Technical/Basic Pricelists|Basic Pricelists
        Technical/Delivery Address|Delivery Address
        Technical/Discount on lines|Discount on lines
        Technical/Display Serial & Lot Number in Delivery Slips|Display Serial & Lot Number in Delivery Slips
        Technical/Display Serial & Lot Number on Invoices|Display Serial & Lot Number on Invoices
        Technical/Lock Confirmed Sales|Lock Confirmed Sales
        Technical/Mail Template Editor|Mail Template Editor
        Technical/Manage Different Stock Owners|Manage Different Stock Owners
        Technical/Manage Lots/Serial Numbers|Manage Lots/Serial Numbers
        Technical/Manage Multiple Stock Locations|Manage Multiple Stock Locations
        Technical/Manage Multiple Units of Measure|Manage Multiple Units of Measure
        Technical/Manage Multiple Warehouses|Manage Multiple Warehouses
        Technical/Manage Packages|Manage Packages
        Technical/Manage Product Variants|Manage Product Variants
        Technical/Manage Push and Pull inventory flows|Manage Push and Pull inventory flows
        Technical/Print GS1 Barcodes for Lot & Serial Numbers|Print GS1 Barcodes for Lot & Serial Numbers
        Technical/Pro-forma Invoices|Pro-forma Invoices
        Technical/Quotation Templates|Quotation Templates
        Technical/Receive notifications in Odoo|Receive notifications in Odoo
        Technical/Require a signature on your delivery orders|Require a signature on your delivery orders
        Technical/Send an automatic reminder email to confirm delivery|Send an automatic reminder email to confirm delivery
        Technical/Show Accounting Features - Readonly|Show Accounting Features - Readonly
        Technical/Show Full Accounting Features|Show Full Accounting Features
        Technical/Use Milestones|Use Milestones
        Technical/Use Reception Report|Use Reception Report
        Technical/Use Recurring Tasks|Use Recurring Tasks
        Technical/Use Stages on Project|Use Stages on Project
        Technical/Use Task Dependencies|Use Task Dependencies
        User types/Internal User|Role / User
        User types/Portal|Role / Portal
        User types/Public|Role / Public
        """
}
