/// What kind of cost something is (domain.md §10).
public enum CostType: String, Sendable, Hashable, CaseIterable {
    /// Work of the company's own people.
    case labour
    /// What is built in or used up.
    case material
    /// Machines, owned or rented.
    case equipment
    /// Work of subcontractors.
    case subcontract
    /// What an employer pays on top of wages.
    case burden
    /// What belongs to no single work.
    case overhead
    /// Anything else.
    case other
}
