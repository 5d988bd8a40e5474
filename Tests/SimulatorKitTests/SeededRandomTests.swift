import JSON
import SimulatorKit
import Testing

struct SeededRandomTests {
    @Test func followsThePublishedAlgorithm() {
        var random = SeededRandom(seed: 1_234_567)
        let numbers = [random.next(), random.next(), random.next()]
        #expect(numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test func continuesFromItsSnapshot() throws {
        var random = SeededRandom(seed: 7)
        _ = random.next()
        var copy = try #require(SeededRandom(snapshot: random.snapshot))
        for _ in 0..<5 {
            let expected = random.next()
            let continued = copy.next()
            #expect(continued == expected)
        }
        #expect(SeededRandom(snapshot: "no number") == nil)
    }

    @Test func purposesAreIndependent() {
        var pump = SeededRandom(seed: 7, purpose: "pump")
        var crane = SeededRandom(seed: 7, purpose: "crane")
        var otherSeed = SeededRandom(seed: 8, purpose: "pump")
        let first = pump.next()
        let second = crane.next()
        let third = otherSeed.next()
        #expect(Set([first, second, third]).count == 3)
    }

    @Test func probabilitiesAreMetAtTheirEnds() {
        var random = SeededRandom(seed: 3)
        var hits = 0
        for _ in 0..<1000 {
            let impossible = random.happens(withProbability: 0)
            #expect(!impossible)
            let certain = random.happens(withProbability: 1)
            #expect(certain)
            if random.happens(withProbability: 0.25) { hits += 1 }
        }
        #expect((200...300).contains(hits))
    }
}
