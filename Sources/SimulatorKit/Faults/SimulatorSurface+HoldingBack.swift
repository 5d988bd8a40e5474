/// A request, or its answer, that waits until another one has gone by.
struct HeldBack {
    let ticket: Int
    let continuation: CheckedContinuation<Void, Never>
}

extension SimulatorSurface {
    /// Waits until another request of the same rule was worked on, at most as long as the fault holds back.
    func holdBack(_ fault: AppliedFault) async {
        tickets += 1
        let ticket = tickets
        let longest = fault.milliseconds == 0 ? 1000 : fault.milliseconds
        let timer = Task {
            try await Task.sleep(for: .milliseconds(longest))
            letGo(fault.id, ticket)
        }
        await withCheckedContinuation { heldBack[fault.id] = HeldBack(ticket: ticket, continuation: $0) }
        timer.cancel()
    }

    /// Lets go what waited for a request such as this.
    func letGo(after request: SimulatedRequest) {
        for (id, held) in heldBack where faults.covers(id, request, at: now) { letGo(id, held.ticket) }
    }

    /// Lets go what waits by a rule that is gone.
    func letGoOfRemoved() {
        for (id, held) in heldBack where !faults.contains(id) { letGo(id, held.ticket) }
    }

    private func letGo(_ id: String, _ ticket: Int) {
        guard heldBack[id]?.ticket == ticket else { return }
        heldBack.removeValue(forKey: id)?.continuation.resume()
    }
}
