import ConnectorTesting
import Synchronization

/// What happens by chance in one simulated world; all of it follows from the seed.
final class Chance: Sendable {
    private let generator: Mutex<SeededGenerator>

    init(seed: UInt64) {
        generator = Mutex(SeededGenerator(seed: seed))
    }

    func number(_ range: ClosedRange<Int>) -> Int {
        generator.withLock { Int.random(in: range, using: &$0) }
    }

    /// Whether something happens that happens so many times in a thousand.
    func happens(_ perMille: Int) -> Bool {
        perMille > 0 && number(0...999) < perMille
    }

    /// One of the elements, of which there is at least one.
    func pick<Element>(_ elements: [Element]) -> Element {
        elements[number(0...(elements.count - 1))]
    }

    func shuffled<Element: Sendable>(_ elements: [Element]) -> [Element] {
        generator.withLock { elements.shuffled(using: &$0) }
    }
}
