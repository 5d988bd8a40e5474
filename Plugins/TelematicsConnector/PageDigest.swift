import CanonicalModel

/// A short digest by which a round recognises a page, the same on every machine and after every restart (FNV-1a, 64
/// bits).
struct PageDigest: Hashable {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Digests an address.
    init(address: String) {
        add(address)
    }

    /// Digests which machines a page lists and when each of them reported; `nil` for a page without machines.
    init?(readingsOf page: FleetPage) {
        guard !page.machines.isEmpty else { return nil }
        for machine in page.machines {
            add(machine.identity.text)
            for element in machine.operatingHours { add(element.time ?? "") }
        }
    }

    /// Digests which machines a page lists, whenever they reported.
    init(machinesOf page: FleetPage) {
        add("machines")
        for machine in page.machines { add(machine.identity.text) }
    }

    /// Reads a digest's own text.
    init?(text: String) {
        guard let state = UInt64(text, radix: 36) else { return nil }
        self.state = state
    }

    /// The digest as a text.
    var text: String { String(state, radix: 36) }

    private mutating func add(_ text: String) {
        // The length keeps "ab" + "c" and "a" + "bc" apart.
        for byte in [Array(text.utf8), Array("/\(text.utf8.count);".utf8)].joined() {
            state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
        }
    }
}
