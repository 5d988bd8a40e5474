import Foundation
import JSON
import Testing

/// Exports of an estimating system that nobody has seen before, read by what `purlin onboard` proposes and nothing else.
struct OnboardedEstimateTests {
    /// What no file says: the currency, whether alternates are accepted, and what its letters mean.
    private static let answers = [
        "currency=USD", "accepted=true", "kind.X=markup", "kind.A=assembly",
    ].flatMap { ["--answer", $0] }

    private static func rehearse(_ options: [String]) async throws -> JSON {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("estimating-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let simulator = try await RunningSimulator(
            "estimating-simulator",
            ["--seed", "1", "--option", "folder=\(folder.path)", "--option", "story=false"] + options
        )
        try await simulator.control("POST", "estimates", ["action": "award", "estimate": "E26-014"])
        let outbound = folder.appendingPathComponent("outbound").path
        let names = try FileManager.default.contentsOfDirectory(atPath: outbound).filter { $0.hasSuffix(".csv") }
        let sample = "\(outbound)/\(try #require(names.min()))"
        let mapping = folder.appendingPathComponent("m.yaml").path
        let onboarded = try await Executables.purlin(
            ["onboard", sample, "--as", "estimate", "--out", mapping] + answers
        )
        #expect(onboarded.status == 0, "\(onboarded.output) \(onboarded.errors)")
        let rehearsal = try await Executables.purlin(["rehearse", mapping, sample, "--json"])
        #expect(rehearsal.status == 0, "\(rehearsal.output) \(rehearsal.errors)")
        return try rehearsal.answer()
    }

    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            "german-utf16", "german-windows-1252", "german-oem-850", "german-utf8", "utf8-bom", "us", "sep-line", "tab",
            "excel-unicode-text", "swiss", "nbsp", "blank", "accounting", "trailing-minus",
        ]
    )
    func theReferenceEstimateComesOutToTheCentInEachDialect(dialect: String) async throws {
        let answer = try await Self.rehearse(["--option", "dialect=\(dialect)"])
        #expect(answer["total"] == "161894.2" && answer["rejects"] == [])
        let sums = (answer["sums"]?.arrayValue ?? []).map { sum in
            ["costCode", "type", "amount"].compactMap { sum[$0]?.stringValue }
        }
        #expect(
            sums == [
                ["02-315", "E", "31500"], ["03-200", "M", "18225"], ["03-300", "L", "48019.2"],
                ["03-300", "M", "4150"], ["31-600", "S", "60000"],
            ]
        )
    }

    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            ["junk-header"], ["junk-footer"], ["repeated-headers"], ["total-rows"], ["padded-cells"],
            ["junk-header", "junk-footer", "repeated-headers", "total-rows"], ["shuffled-lines"], ["free-status"],
            ["zero-quantity-lump-sums"], ["assembly-and-parts"],
        ]
    )
    func theOdditiesOfExportsChangeNothing(quirks: [String]) async throws {
        let options = ["--option", "dialect=german-windows-1252"] + quirks.flatMap { ["--quirk", $0] }
        #expect(try await Self.rehearse(options)["total"] == "161894.2")
    }
}
