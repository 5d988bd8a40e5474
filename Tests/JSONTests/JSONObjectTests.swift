import JSON
import Testing

struct JSONObjectTests {
    /// Below and above the number of members from which an object keeps an index.
    @Test(arguments: [3, 16, 17, 18, 200])
    func findsReplacesAndRemovesMembersWhateverTheirNumber(count: Int) {
        var object = JSONObject()
        for number in 0..<count { object["m\(number)"] = .integer(Int64(number)) }
        object["m1"] = "replaced"
        object["m0"] = nil
        object["absent"] = nil
        object["last"] = true

        #expect(object.count == count)
        #expect(object.keys == (1..<count).map { "m\($0)" } + ["last"])
        #expect(object["m0"] == nil)
        #expect(object["m1"] == "replaced")
        #expect(object["m\(count - 1)"] == .integer(Int64(count - 1)))
        #expect(object["last"] == true)
    }

    @Test(arguments: [0, 30])
    func keysAreComparedAsBytes(others: Int) {
        var object = JSONObject()
        for number in 0..<others { object["m\(number)"] = .null }
        object["\u{E9}"] = 1
        object["e\u{301}"] = 2
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
        #expect(object.count == others + 2)
    }

    @Test func equalityNeedsTheSameMembersInWhateverOrder() {
        #expect(JSON.object(["a": 1, "b": 2]) == ["b": 2, "a": 1])
        #expect(JSON.object(["a": 1, "b": 2]) != ["a": 1])
        #expect(JSON.object(["a": 1]) != ["a": 1, "b": nil])
        #expect(JSON.object(["a": 1]) != ["b": 1])
        #expect(JSON.object(["\u{E9}": 1]) != ["e\u{301}": 1])
    }

    @Test func anIntegerARealAndATextAreThreeValues() {
        #expect(Set<JSON>([1, .real(1), "1", true, nil]).count == 5)
    }

    @Test func sortsByTheBytesOfTheKeys() {
        let object: JSONObject = ["b": 1, "\u{1F69C}": 2, "\u{FF5E}": 3, "B": 4, "": 5]
        #expect(object.sortedByKey.map(\.key) == ["", "B", "b", "\u{FF5E}", "\u{1F69C}"])
        #expect(object.map(\.key) == object.keys)
    }
}
