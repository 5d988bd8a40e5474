import Foundation
import JSON
import Testing

/// What is written adds up to what the truth port says, read back by other means.
struct ConservationTests {
    /// Exports the latest revision of every estimate after two months in one format.
    private func files(seed: UInt64, _ format: String) async throws -> [(text: String, expected: JSON, budget: Decimal)]
    {
        let office = try EstimatingOffice(seed: seed)
        try await office.at("2026-03-01T00:00:00Z")
        let estimates = try #require(try await office.ask("GET", "estimates")["estimates"]?.arrayValue)
        var files: [(String, JSON, Decimal)] = []
        for estimate in estimates {
            let number = try #require(estimate["estimate"]?.stringValue)
            let bytes = try await office.export(
                ["format": format, "dialect": "tab,quoting=all", "revision": "03"],
                of: number
            )
            let budget = try #require(estimate["revisions"]?[2]?["totals"]?["budget"]?.stringValue)
            // Bytes that are not UTF-8 stand in texts and units only.
            let total = try #require(Decimal(string: budget))
            files.append((text(bytes), try await office.expected(), total))
        }
        return files
    }

    private func total(_ expected: JSON) throws -> Decimal {
        let text = try #require(expected["total"]?.stringValue)
        return try #require(Decimal(string: text))
    }

    private func sum(_ numbers: [Substring]) throws -> Decimal {
        var sum: Decimal = 0
        for number in numbers { sum += try #require(Decimal(string: String(number))) }
        return sum
    }

    @Test(arguments: [1, 2, 3, 26] as [UInt64])
    func tablesAddUpToTheBudget(seed: UInt64) async throws {
        for file in try await files(seed: seed, "csv") {
            let amounts = file.text.matches(of: #/\t"([LMESO])"\t(?:"(?:[^"]|"")*"\t){4}"(-?\d+\.\d\d)"\n/#).map(
                \.output.2
            )
            #expect(try sum(amounts) == file.budget)
            #expect(try total(file.expected) == file.budget)
            #expect(file.expected["lines"] == .integer(Int64(amounts.count)))
        }
    }

    @Test(arguments: [1, 2, 3, 26] as [UInt64])
    func sageRecordsAddUpToTheBudget(seed: UInt64) async throws {
        for file in try await files(seed: seed, "sage") {
            let amounts = file.text.matches(of: #/"C",.*,(-?\d+\.\d\d),,,"",""\r\n/#).map(\.output.1)
            #expect(try sum(amounts) == file.budget)
            #expect(try total(file.expected) == file.budget)
        }
    }

    @Test(arguments: [1, 2, 3, 26] as [UInt64])
    func gaebItemsAddUpToWhatAReaderMustFind(seed: UInt64) async throws {
        for file in try await files(seed: seed, "gaeb-x86") {
            let items = file.text.split(separator: "<MarkupItem")[0]
            let matches = items.matches(
                of: #/<Qty>(.*)</Qty>(?:.|\n)*?<UP>(.*)</UP>\s*<IT>(.*)</IT>/#
            )
            #expect(try sum(matches.map(\.output.3)) == total(file.expected))
            for match in matches {
                let quantity = try #require(Decimal(string: String(match.output.1)))
                let price = try #require(Decimal(string: String(match.output.2)))
                let amount = try #require(Decimal(string: String(match.output.3)))
                #expect(abs(quantity * price - amount) <= Decimal(string: "0.005") ?? 0)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 26] as [UInt64])
    func bc3ItemsAddUpToWhatAReaderMustFind(seed: UInt64) async throws {
        for file in try await files(seed: seed, "bc3") {
            let records = file.text.split(separator: "~").map {
                $0.split(separator: "|", omittingEmptySubsequences: false)
            }
            var prices: [Substring: Decimal] = [:]
            for record in records where record[0] == "C" { prices[record[1]] = Decimal(string: String(record[4])) }
            var sum: Decimal = 0
            for record in records where record[0] == "M" {
                let code = record[1].split(separator: "\\")[1]
                let quantity = try #require(Decimal(string: String(record[3])))
                let price = try #require(prices[code])
                var amount = quantity * price
                var rounded = Decimal()
                NSDecimalRound(&rounded, &amount, 2, .plain)
                sum += rounded
            }
            #expect(sum == file.budget)
            #expect(try total(file.expected) == file.budget)
        }
    }

    @Test func aReaderWhoDecomposesWithTheDeclaredDecimalsFindsAnotherTotal() async throws {
        let office = try EstimatingOffice(quirks: ["bc3-decimals"], ["story": "false"])
        let written = text(try await office.export(["format": "bc3"]))
        #expect(written.contains(#"~K|2\2\2\3\1\1\1\2\USD\|"#))
        // 12.15 becomes 12.2: 1,500 × 12.20 = 18,300.00 instead of 18,225.00.
        #expect(written.contains("|161894.20|"))
        #expect(try await office.expected()["total"] == "161969.20")
        #expect(try await office.expected()["stated"] == "161894.20")
        #expect(try await office.expected()["holds"] == ["the file states 161894.20"])
    }
}
