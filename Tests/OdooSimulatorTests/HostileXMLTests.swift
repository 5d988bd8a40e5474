import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

/// Documents that a careless reader dies of.
struct HostileXMLTests {
    private func refusal(_ body: [UInt8]) -> String? {
        do throws(OdooError) {
            _ = try XMLRPCCall(body, profile: .odoo18)
            return nil
        } catch {
            return "\(error.name): \(error.message)"
        }
    }

    private func value(_ text: String) -> String {
        "<methodCall><methodName>m</methodName><params><param><value>\(text)</value></param></params></methodCall>"
    }

    @Test func entitiesDoNotExpand() {
        let text =
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>" + value("&b;")

        #expect(refusal(Array(text.utf8))?.hasPrefix("xml.parsers.expat.ExpatError: document types") == true)
        #expect(refusal(Array(value("&b;").utf8))?.hasPrefix("xml.parsers.expat.ExpatError: undefined entity") == true)
    }

    @Test func deepNestingEndsEarly() {
        let nested = String(repeating: "<array><data><value>", count: 200_000)

        #expect(refusal(Array(value(nested).utf8)) == "builtins.RecursionError: maximum recursion depth exceeded")
    }

    @Test func everyPrefixOfADocumentIsRefused() {
        let members = "<struct><member><name>a</name><value><int>1</int></value></member></struct>"
        let whole = Array(value(members).utf8)
        #expect(refusal(whole) == nil)

        for length in 0..<whole.count { #expect(refusal(Array(whole.prefix(length))) != nil, "\(length)") }
    }

    @Test func megabytesOfTagsAreRefusedAndMegabytesOfTextAreRead() {
        #expect(refusal(Array(repeating: UInt8(ascii: "<"), count: 16 << 20)) != nil)
        #expect(refusal(Array(value(String(repeating: "x", count: 16 << 20)).utf8)) == nil)
    }

    @Test(arguments: [
        "<foo>1</foo>", "<int>1.5</int>", "<int></int>", "<int>99999999999999999999</int>", "<boolean>2</boolean>",
        "<double>nan</double>", "<base64>!</base64>", "<dateTime.iso8601>2026-01-05</dateTime.iso8601>", "<string>",
        "<int>1</string>", "<array><value>1</value></array>", "<struct><name>a</name></struct>", "&#0;", "&#xD800;",
        "\u{1}", "&lt", "<string a=b>x</string>", "<1/>", "<!-- x", "<![CDATA[x", "<int>1</int>x",
    ])
    func valuesThatAreNoneAreRefused(text: String) {
        #expect(refusal(Array(value(text).utf8)) != nil)
    }

    @Test(arguments: ["", " ", "hello", "<?xml version='1.0'?>", "<a/>", "<methodCall/>", "<a/><b/>", "\u{0}"])
    func otherDocumentsAreRefused(text: String) {
        #expect(refusal(Array(text.utf8)) != nil)
    }

    @Test func bytesThatAreNoTextAreRefused() {
        let parts = value("|").split(separator: "|").map { Array($0.utf8) }

        #expect(refusal(parts[0] + [0xC3, 0x28] + parts[1])?.contains("invalid token") == true)
        let other = "<?xml version='1.0' encoding='utf-7'?>" + value("")
        #expect(refusal(Array(other.utf8))?.contains("unknown encoding") == true)
    }
}
