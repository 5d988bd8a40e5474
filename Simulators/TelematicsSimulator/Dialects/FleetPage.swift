internal import SimulatorKit

/// One page of a provider's fleet, before it is written in the provider's dialect.
struct FleetPage: Sendable {
    let fleet: Fleet
    let number: Int
    let rows: [SnapshotRow]
    let snapshotTime: SimulatedInstant
    let links: Links?
    /// The address under which the client reached the provider, such as `http://127.0.0.1:8080`.
    let origin: String

    /// The pages around this one.
    struct Links: Sendable {
        var previous: Int?
        var next: Int?
        var last: Int
    }

    /// The relations and pages of the links that this dialect writes, in their order.
    var relations: [(rel: String, page: Int)] {
        guard let links else { return [] }
        switch fleet {
        case .iso:
            let middle = [links.previous.map { ("prev", $0) }, links.next.map { ("next", $0) }].compactMap { $0 }
            return [("self", number)] + middle + [("last", links.last)]
        case .aemp1: return links.next.map { [("next", $0)] } ?? []
        case .jcma: return ["self", "prev", "next", "last"].map { ($0, 0) }
        case .json:
            let previous = links.previous.map { [("Prev", $0)] } ?? []
            return [("Self", number)] + previous + (links.next.map { [("Next", $0)] } ?? [])
        }
    }

    /// The address of another page, relative where the dialect has it so.
    func address(of page: Int) -> String {
        switch fleet {
        case .iso, .json: "\(origin)\(fleet.base)/Fleet/\(page)"
        case .aemp1, .jcma: "/Fleet/\(page)"
        }
    }
}

/// A page in the bytes of its dialect.
struct WrittenPage: Sendable, Hashable {
    var contentType: String
    var text: String
}
