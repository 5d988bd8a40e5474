internal import SimulatorKit

/// Estimate E26-014 of the reference scenario (domain.md §9a, step 1): revision 03 comes to 161,894.20.
struct ReferenceEstimate {
    static let number = "E26-014"

    /// The estimate as it is when the story starts: three revisions, the last one handed in.
    static func estimate(startOfStory: SimulatedInstant) -> Estimate {
        func day(_ days: Int64) -> Int64 { startOfStory.adding(hours: -24 * days).microseconds }
        var first = Revision(label: "01", stage: .superseded, begun: day(31), lines: lines, markups: markups)
        first.lines.removeLast()
        first.lines[0].quantity = Figure(units: 1180_0000)
        first.lines[0].price = Figure(units: 37_9000)
        first.lines[0].measures = []
        var second = Revision(label: "02", stage: .superseded, begun: day(17), lines: lines, markups: markups)
        second.lines[0].price = Figure(units: 37_9000)
        second.alternates = ["ALT-1": false]
        var third = Revision(label: "03", begun: day(3), lines: lines, markups: markups)
        third.alternates = ["ALT-1": true]
        return Estimate(
            number: number,
            project: "26-014",
            name: "Larkfield Yard",
            revisions: [first, second, third],
            nextLine: 6
        )
    }

    static let markups = [
        Markup(purpose: .overhead, text: "Gemeinkosten", percent: Figure(units: 10_0000)),
        Markup(purpose: .profit, text: "Gewinn", percent: Figure(units: 5_0000)),
    ]

    private static let lines = [
        EstimateLine(
            id: 1,
            bidItem: "0100",
            activity: "0110",
            resource: "LAB-CARP",
            costCode: "03-300",
            type: "L",
            text: "Schalung \"Typ A\"\nWand",
            quantity: Figure(units: 1250_5000),
            unit: "m²",
            price: Figure(units: 38_4000),
            measures: [
                EstimateLine.Measure(
                    text: "Wall A",
                    units: .one,
                    length: Figure(units: 100_0400),
                    width: Figure(units: 12_5000)
                )
            ]
        ),
        EstimateLine(
            id: 2,
            bidItem: "0200",
            activity: "0210",
            resource: "MAT-REBAR",
            costCode: "03-200",
            type: "M",
            text: "Bewehrung Ø 12, Stäbe 6 m; gebogen",
            quantity: Figure(units: 1500_0000),
            unit: "EA",
            price: Figure(units: 12_1500)
        ),
        EstimateLine(
            id: 3,
            bidItem: "0300",
            activity: "0310",
            resource: "EQ-EXC",
            costCode: "02-315",
            type: "E",
            text: "Bagger mit Fahrer",
            quantity: Figure(units: 420_0000),
            unit: "h",
            price: Figure(units: 75_0000)
        ),
        EstimateLine(
            id: 4,
            bidItem: "0400",
            activity: "0410",
            resource: "SUB-PILE",
            costCode: "31-600",
            type: "S",
            text: "Bohrpfähle, pauschal",
            quantity: .one,
            unit: "LS",
            price: Figure(units: 60_000_0000)
        ),
        EstimateLine(
            id: 5,
            bidItem: "0500",
            activity: "0510",
            resource: "MAT-FAIR",
            alternate: "ALT-1",
            costCode: "03-300",
            type: "M",
            text: "Sichtbeton statt Standard",
            quantity: .one,
            unit: "LS",
            price: Figure(units: 4150_0000)
        ),
    ]
}
