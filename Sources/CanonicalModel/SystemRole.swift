/// What a system is in a contractor's workflow, whatever product it is (domain.md §9a).
public enum SystemRole: String, Sendable, Hashable, CaseIterable {
    /// Writes estimates.
    case estimating
    /// Agrees contracts with customers.
    case contracts
    /// Reports from machines.
    case telematics
    /// Puts machines where they are needed.
    case dispatch
    /// Services machines.
    case maintenance
    /// Takes hours, progress and change orders on site.
    case field
    /// Pays people.
    case payroll
    /// Buys from suppliers.
    case procurement
    /// Watches over insurances and permits.
    case compliance
    /// Keeps the books.
    case odoo
    /// The runtime itself, with its ledgers and what its flows work out.
    case purlin
}
