internal import SimulatorKit

/// The work that invented estimates are made of.
struct WorkCatalogue {
    private struct Work {
        let code: String
        let type: String
        let resource: String
        let text: String
        let unit: String
        let quantity: ClosedRange<Int64>
        /// In ten-thousandths.
        let price: ClosedRange<Int64>
    }

    private static let works = [
        Work(
            code: "02-315",
            type: "E",
            resource: "EQ-EXC",
            text: "Bulk excavation",
            unit: "m³",
            quantity: 300...4000,
            price: 40_000...180_000
        ),
        Work(
            code: "02-315",
            type: "S",
            resource: "SUB-HAUL",
            text: "Haul off-site, \"clean fill\"",
            unit: "m³",
            quantity: 200...3000,
            price: 60_000...150_000
        ),
        Work(
            code: "03-200",
            type: "M",
            resource: "MAT-REBAR",
            text: "Rebar #5, 20 ft",
            unit: "EA",
            quantity: 200...2500,
            price: 100_000...160_000
        ),
        Work(
            code: "04-200",
            type: "L",
            resource: "LAB-MASON",
            text: "Mauerwerk, 24 cm",
            unit: "m²",
            quantity: 100...900,
            price: 300_000...550_000
        ),
        Work(
            code: "05-120",
            type: "S",
            resource: "SUB-STEEL",
            text: "Structural steel; erected",
            unit: "LS",
            quantity: 1...1,
            price: 300_000_000...900_000_000
        ),
        Work(
            code: "09-250",
            type: "S",
            resource: "SUB-DRYW",
            text: "Drywall both sides\ntaped and sanded",
            unit: "m²",
            quantity: 400...3000,
            price: 180_000...320_000
        ),
        Work(
            code: "16-100",
            type: "M",
            resource: "MAT-WIRE",
            text: "Wiring Ø 20 mm conduit",
            unit: "m",
            quantity: 500...8000,
            price: 12_000...39_000
        ),
    ]

    var random: SeededRandom

    init(random: SeededRandom) {
        self.random = random
    }

    /// A first revision: work, one assembly of labour and material, an allowance, contingency, an open alternate.
    mutating func revision(begun: SimulatedInstant) -> (revision: Revision, nextLine: Int) {
        var lines: [EstimateLine] = []
        for (index, work) in Self.works.shuffled(using: &random).prefix(5).sorted(by: { $0.code < $1.code })
            .enumerated()
        {
            lines.append(line(work, id: index + 1))
        }
        let assembly = Assembly(
            bidItem: "0600",
            activity: "0610",
            costCode: "03-300",
            text: "Foundation wall, formed and poured",
            quantity: Figure(units: random.integer(in: 40...400) * 10_000),
            unit: "m³"
        )
        lines += parts(of: assembly, from: lines.count + 1)
        lines.append(sum("0700", .allowance, "ALLOWANCE", "Allowance: winter heating", id: lines.count + 1))
        lines.append(sum("0710", .contingency, "CONTINGENCY", "Contingency", id: lines.count + 1))
        var alternate = sum("0800", .item, "SUB-ALT", "Alternate 1: green roof", id: lines.count + 1)
        (alternate.alternate, alternate.type, alternate.costCode) = ("ALT-1", "S", "07-210")
        lines.append(alternate)
        let revision = Revision(
            label: "01",
            begun: begun.microseconds,
            lines: lines,
            assemblies: [assembly],
            markups: ReferenceEstimate.markups,
            alternates: ["ALT-1": false]
        )
        return (revision, lines.count + 1)
    }

    /// The next revision: a quantity and a price change, and the alternate may be accepted.
    mutating func next(after revision: Revision, label: String, begun: SimulatedInstant) -> Revision {
        var next = revision
        next.label = label
        next.begun = begun.microseconds
        let measured = next.lines.indices.filter { $0 < 5 && next.lines[$0].unit != "LS" }
        if let line = measured.randomElement(using: &random) {
            next.lines[line].quantity.units += random.integer(in: 1...40) * 10_000
        }
        if let line = measured.randomElement(using: &random) {
            next.lines[line].price.units += random.integer(in: -9000...9000)
        }
        next.alternates["ALT-1"] = random.happens(withProbability: 0.5)
        return next
    }

    /// Many lines of work, for files as large as those of a whole plant.
    mutating func lines(_ count: Int) -> [EstimateLine] {
        (1...count).map { id in line(Self.works[Int(random.next() % UInt64(Self.works.count))], id: id) }
    }

    private mutating func line(_ work: Work, id: Int) -> EstimateLine {
        EstimateLine(
            id: id,
            bidItem: "0\(id)00",
            activity: "0\(id)10",
            resource: work.resource,
            costCode: work.code,
            type: work.type,
            text: work.text,
            quantity: Figure(units: random.integer(in: work.quantity) * 10_000),
            unit: work.unit,
            price: Figure(units: random.integer(in: work.price)).rounded(to: work.unit == "LS" ? 2 : 4)
        )
    }

    /// Labour, material and plant for one unit, such that each amount is exact to the cent.
    private mutating func parts(of assembly: Assembly, from id: Int) -> [EstimateLine] {
        let recipe: [(type: String, resource: String, text: String, unit: String, yield: Int64, price: Int64)] = [
            ("L", "LAB-CARP", "Carpenter", "h", 25_000, random.integer(in: 180...240) * 2000),
            ("M", "MAT-CONC", "Concrete C25/30", "m³", 10_500, random.integer(in: 60...80) * 20_000),
            ("E", "EQ-PUMP", "Concrete pump", "h", 1000, random.integer(in: 90...130) * 10_000),
        ]
        return recipe.enumerated().map { index, part in
            EstimateLine(
                id: id + index,
                bidItem: assembly.bidItem,
                activity: assembly.activity,
                resource: part.resource,
                costCode: assembly.costCode,
                type: part.type,
                text: part.text,
                quantity: assembly.quantity.times(Figure(units: part.yield), decimals: 4),
                unit: part.unit,
                price: Figure(units: part.price)
            )
        }
    }

    private mutating func sum(
        _ bidItem: String,
        _ kind: EstimateLine.Kind,
        _ resource: String,
        _ text: String,
        id: Int
    ) -> EstimateLine {
        EstimateLine(
            id: id,
            kind: kind,
            bidItem: bidItem,
            activity: String(bidItem.dropLast()) + "1",
            resource: resource,
            costCode: "01-210",
            type: "O",
            text: text,
            quantity: .one,
            unit: "LS",
            price: Figure(units: random.integer(in: 10...80) * 250_0000)
        )
    }
}
