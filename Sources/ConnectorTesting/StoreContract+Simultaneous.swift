internal import ConnectorKit
internal import ConnectorStore
internal import Testing

extension StoreContract {
    static let simultaneous: [Promise] = [
        Promise("of 64 simultaneous commits, one that does not fit leaves the others whole") { trial in
            let outcomes = await trial.commitAtOnce(
                (0..<64).map { position in
                    position == 17
                        ? [.recordReceived(.reading("r17")), .deliveryAttempted(key: "nothing", attempt: 1)]
                        : [.recordReceived(.reading("r\(position)")), .recordReceived(.reading("r\(position)/2"))]
                }
            )
            guard case .failure(.conflict(let text)) = outcomes[17] else {
                Issue.record("accepted instead of refused: \(outcomes[17])", sourceLocation: trial.location)
                return
            }
            #expect(text.contains("nothing"), sourceLocation: trial.location)
            let receipts = outcomes.compactMap { try? $0.get() }
            #expect(receipts.count == 63, sourceLocation: trial.location)
            #expect(receipts.allSatisfy { $0.appended.count == 2 }, sourceLocation: trial.location)
            let entries = try await trial.store.journal(after: 0, limit: 1000)
            #expect(entries.count == 126, sourceLocation: trial.location)
            for (position, outcome) in outcomes.enumerated() {
                guard let appended = try? outcome.get().appended else { continue }
                let keys = entries.filter { appended.contains($0.sequence) }.map(\.key)
                #expect(keys == ["r\(position)", "r\(position)/2"], sourceLocation: trial.location)
            }
            let known = try await trial.store.knownRecords(among: [
                RecordReference(system: "telematics", id: "r17"), RecordReference(system: "telematics", id: "r18"),
            ])
            #expect(known == [RecordReference(system: "telematics", id: "r18")], sourceLocation: trial.location)
        },
        Promise("of 64 simultaneous steps from one version, one is made") { trial in
            let outcomes = await trial.commitAtOnce(
                (0..<64).map { [.recordReceived(.reading("r\($0)")), .flowAdvanced(.usage(from: 0))] }
            )
            #expect(outcomes.count { (try? $0.get()) != nil } == 1, sourceLocation: trial.location)
            #expect(try await trial.store.journalHead().sequence == 2, sourceLocation: trial.location)
            #expect(try await trial.store.waitingRecords(limit: 100).count == 1, sourceLocation: trial.location)
            let state = try await trial.store.flowState(flow: "usage", key: "EX-104")
            #expect(state?.version == 1, sourceLocation: trial.location)
        },
        Promise("of 64 simultaneous commits of one record, one enters and the others are skipped") { trial in
            let outcomes = await trial.commitAtOnce((0..<64).map { _ in [.recordReceived(.reading("r1"))] })
            let receipts = outcomes.compactMap { try? $0.get() }
            #expect(receipts.count == 64, sourceLocation: trial.location)
            #expect(receipts.count { $0.skipped.isEmpty } == 1, sourceLocation: trial.location)
            let head = try await trial.store.journalHead()
            #expect(head.sequence == 1, sourceLocation: trial.location)
        },
        Promise("what a commit was acknowledged for is there for whoever reads next") { trial in
            await withTaskGroup(of: Void.self) { group in
                for lane in 0..<16 {
                    group.addTask {
                        for step in 0..<8 {
                            let id = "r\(lane)/\(step)"
                            let reference = RecordReference(system: "telematics", id: id)
                            _ = try? await trial.commit(.recordReceived(.reading(id)))
                            let known = try? await trial.store.knownRecords(among: [reference])
                            #expect(known == [reference], sourceLocation: trial.location)
                        }
                    }
                }
            }
            let head = try await trial.store.journalHead()
            #expect(head.sequence == 128, sourceLocation: trial.location)
        },
    ]
}

extension Trial {
    /// Asks for all commits without waiting for any.
    ///
    /// - Returns: What became of each.
    fileprivate func commitAtOnce(_ commits: [[StateChange]]) async -> [Result<CommitReceipt, StoreError>] {
        await withTaskGroup(of: (Int, Result<CommitReceipt, StoreError>).self) { group in
            for (position, changes) in commits.enumerated() {
                group.addTask {
                    do throws(StoreError) {
                        let receipt = try await store.commit(changes, by: "system:purlin", at: .morning)
                        return (position, .success(receipt))
                    } catch {
                        return (position, .failure(error))
                    }
                }
            }
            let outcomes = await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            return commits.indices.compactMap { outcomes[$0] }
        }
    }
}
