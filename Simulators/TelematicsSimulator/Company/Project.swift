internal import JSON
internal import SimulatorKit

/// A project of the company.
struct Project: Sendable, Hashable {
    let code: String
    let name: String
    let costCode: String
    let site: SnapshotRow.Position

    /// The project to which every machine belongs at first.
    static let main = Project(
        code: "26-014",
        name: "North Rim Interchange",
        costCode: "02-315",
        site: SnapshotRow.Position(latitude: 39_912_400, longitude: -105_021_700, altitudeMetres: 1641)
    )
    /// The project to which some machines move in mid-month.
    static let second = Project(
        code: "26-021",
        name: "Mesa Canal Lining",
        costCode: "02-315",
        site: SnapshotRow.Position(latitude: 39_101_300, longitude: -108_347_900, altitudeMetres: 1430)
    )

    /// A project that somebody names, with an invented site.
    init(named code: String) {
        var random = SeededRandom(seed: 0, purpose: "site \(code)")
        self.init(
            code: code,
            name: "Job \(code)",
            costCode: Self.main.costCode,
            site: SnapshotRow.Position(
                latitude: 38_000_000 + random.integer(in: 0...2_000_000),
                longitude: -106_000_000 + random.integer(in: 0...2_000_000),
                altitudeMetres: random.integer(in: 1400...2400)
            )
        )
    }

    private init(code: String, name: String, costCode: String, site: SnapshotRow.Position) {
        self.code = code
        self.name = name
        self.costCode = costCode
        self.site = site
    }
}
