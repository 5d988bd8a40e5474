/// The reference estimate as GAEB DA XML, phase 86, version 3.2.
enum GAEBReference {
    /// Compared with the schema of version 3.3 by hand; prices and totals are those of domain.md §9a.
    static let award = #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <GAEB xmlns="http://www.gaeb.de/GAEB_DA_XML/DA86/3.2">
          <GAEBInfo>
            <Version>3.2</Version>
            <VersDate>2013-10</VersDate>
            <Date>2026-01-01</Date>
            <Time>07:00:00</Time>
            <ProgSystem>KestrelEstimate 9.1</ProgSystem>
          </GAEBInfo>
          <PrjInfo>
            <NamePrj>26-014</NamePrj>
            <LblPrj>Larkfield Yard</LblPrj>
            <Cur>USD</Cur>
          </PrjInfo>
          <Award>
            <DP>86</DP>
            <AwardInfo>
              <Cur>USD</Cur>
            </AwardInfo>
            <OWN>
              <Address>
                <Name1>Larkfield Holdings</Name1>
                <Street>1 Quarry Road</Street>
                <PCode>80000</PCode>
                <City>Larkfield</City>
              </Address>
            </OWN>
            <CTR>
              <Address>
                <Name1>KST Kestrel</Name1>
                <Street>12 Depot Lane</Street>
                <PCode>80000</PCode>
                <City>Larkfield</City>
              </Address>
            </CTR>
            <BoQ ID="B1">
              <BoQInfo>
                <Name>E26-014/03</Name>
                <LblBoQ>E26-014 Rev 03 BID</LblBoQ>
                <Date>2026-01-01</Date>
                <OutlCompl>AllTxt</OutlCompl>
                <BoQBkdn>
                  <Type>BoQLevel</Type>
                  <Length>2</Length>
                  <Num>Yes</Num>
                </BoQBkdn>
                <BoQBkdn>
                  <Type>Item</Type>
                  <Length>4</Length>
                  <Num>Yes</Num>
                </BoQBkdn>
                <BoQBkdn>
                  <Type>Index</Type>
                  <Length>1</Length>
                  <Num>No</Num>
                </BoQBkdn>
                <Totals>
                  <Total>186178.33</Total>
                </Totals>
                <Ctlg>
                  <CtlgID>CostCode</CtlgID>
                  <CtlgType>cost code</CtlgType>
                  <CtlgName>KST cost code</CtlgName>
                </Ctlg>
                <Ctlg>
                  <CtlgID>CostType</CtlgID>
                  <CtlgType>cost type</CtlgType>
                  <CtlgName>KST cost type</CtlgName>
                </Ctlg>
              </BoQInfo>
              <BoQBody>
                <BoQCtgy ID="C1" RNoPart="01">
                  <LblTx>
                    <p>
                      <span>03-300 Cast-in-place concrete</span>
                    </p>
                  </LblTx>
                  <BoQBody>
                    <Itemlist>
                      <Item ID="I1" RNoPart="0100">
                        <MarkupIt>Yes</MarkupIt>
                        <Qty>1250.500</Qty>
                        <QU>m2</QU>
                        <CtlgAssign>
                          <CtlgID>CostCode</CtlgID>
                          <CtlgCode>03-300</CtlgCode>
                        </CtlgAssign>
                        <CtlgAssign>
                          <CtlgID>CostType</CtlgID>
                          <CtlgCode>L</CtlgCode>
                        </CtlgAssign>
                        <UP>38.40</UP>
                        <IT>48019.20</IT>
                        <Description>
                          <CompleteText>
                            <DetailTxt>
                              <Text>
                                <p>
                                  <span>Schalung &quot;Typ A&quot;</span>
                                  <br/>
                                  <span>Wand</span>
                                </p>
                              </Text>
                            </DetailTxt>
                            <OutlineText>
                              <OutlTxt>
                                <TextOutlTxt>
                                  <p>
                                    <span>Schalung &quot;Typ A&quot; Wand</span>
                                  </p>
                                </TextOutlTxt>
                              </OutlTxt>
                            </OutlineText>
                          </CompleteText>
                        </Description>
                      </Item>
                      <Item ID="I2" RNoPart="0500">
                        <ALNGroupNo>1</ALNGroupNo>
                        <ALNSerNo>1</ALNSerNo>
                        <Accepted>AltAccept</Accepted>
                        <LumpSumItem>Yes</LumpSumItem>
                        <MarkupIt>Yes</MarkupIt>
                        <Qty>1.000</Qty>
                        <QU>psch</QU>
                        <CtlgAssign>
                          <CtlgID>CostCode</CtlgID>
                          <CtlgCode>03-300</CtlgCode>
                        </CtlgAssign>
                        <CtlgAssign>
                          <CtlgID>CostType</CtlgID>
                          <CtlgCode>M</CtlgCode>
                        </CtlgAssign>
                        <UP>4150.00</UP>
                        <IT>4150.00</IT>
                        <Description>
                          <CompleteText>
                            <DetailTxt>
                              <Text>
                                <p>
                                  <span>Sichtbeton statt Standard</span>
                                </p>
                              </Text>
                            </DetailTxt>
                            <OutlineText>
                              <OutlTxt>
                                <TextOutlTxt>
                                  <p>
                                    <span>Sichtbeton statt Standard</span>
                                  </p>
                                </TextOutlTxt>
                              </OutlTxt>
                            </OutlineText>
                          </CompleteText>
                        </Description>
                      </Item>
                    </Itemlist>
                  </BoQBody>
                  <Totals>
                    <Total>52169.20</Total>
                  </Totals>
                </BoQCtgy>
                <BoQCtgy ID="C2" RNoPart="02">
                  <LblTx>
                    <p>
                      <span>03-200 Reinforcing steel</span>
                    </p>
                  </LblTx>
                  <BoQBody>
                    <Itemlist>
                      <Item ID="I3" RNoPart="0200">
                        <MarkupIt>Yes</MarkupIt>
                        <Qty>1500.000</Qty>
                        <QU>St</QU>
                        <CtlgAssign>
                          <CtlgID>CostCode</CtlgID>
                          <CtlgCode>03-200</CtlgCode>
                        </CtlgAssign>
                        <CtlgAssign>
                          <CtlgID>CostType</CtlgID>
                          <CtlgCode>M</CtlgCode>
                        </CtlgAssign>
                        <UP>12.15</UP>
                        <IT>18225.00</IT>
                        <Description>
                          <CompleteText>
                            <DetailTxt>
                              <Text>
                                <p>
                                  <span>Bewehrung Ø 12, Stäbe 6 m; gebogen</span>
                                </p>
                              </Text>
                            </DetailTxt>
                            <OutlineText>
                              <OutlTxt>
                                <TextOutlTxt>
                                  <p>
                                    <span>Bewehrung Ø 12, Stäbe 6 m; gebogen</span>
                                  </p>
                                </TextOutlTxt>
                              </OutlTxt>
                            </OutlineText>
                          </CompleteText>
                        </Description>
                      </Item>
                    </Itemlist>
                  </BoQBody>
                  <Totals>
                    <Total>18225.00</Total>
                  </Totals>
                </BoQCtgy>
                <BoQCtgy ID="C3" RNoPart="03">
                  <LblTx>
                    <p>
                      <span>02-315 Excavation and backfill</span>
                    </p>
                  </LblTx>
                  <BoQBody>
                    <Itemlist>
                      <Item ID="I4" RNoPart="0300">
                        <MarkupIt>Yes</MarkupIt>
                        <Qty>420.000</Qty>
                        <QU>h</QU>
                        <CtlgAssign>
                          <CtlgID>CostCode</CtlgID>
                          <CtlgCode>02-315</CtlgCode>
                        </CtlgAssign>
                        <CtlgAssign>
                          <CtlgID>CostType</CtlgID>
                          <CtlgCode>E</CtlgCode>
                        </CtlgAssign>
                        <UP>75.00</UP>
                        <IT>31500.00</IT>
                        <Description>
                          <CompleteText>
                            <DetailTxt>
                              <Text>
                                <p>
                                  <span>Bagger mit Fahrer</span>
                                </p>
                              </Text>
                            </DetailTxt>
                            <OutlineText>
                              <OutlTxt>
                                <TextOutlTxt>
                                  <p>
                                    <span>Bagger mit Fahrer</span>
                                  </p>
                                </TextOutlTxt>
                              </OutlTxt>
                            </OutlineText>
                          </CompleteText>
                        </Description>
                      </Item>
                    </Itemlist>
                  </BoQBody>
                  <Totals>
                    <Total>31500.00</Total>
                  </Totals>
                </BoQCtgy>
                <BoQCtgy ID="C4" RNoPart="04">
                  <LblTx>
                    <p>
                      <span>31-600 Piling</span>
                    </p>
                  </LblTx>
                  <BoQBody>
                    <Itemlist>
                      <Item ID="I5" RNoPart="0400">
                        <LumpSumItem>Yes</LumpSumItem>
                        <MarkupIt>Yes</MarkupIt>
                        <Qty>1.000</Qty>
                        <QU>psch</QU>
                        <CtlgAssign>
                          <CtlgID>CostCode</CtlgID>
                          <CtlgCode>31-600</CtlgCode>
                        </CtlgAssign>
                        <CtlgAssign>
                          <CtlgID>CostType</CtlgID>
                          <CtlgCode>S</CtlgCode>
                        </CtlgAssign>
                        <UP>60000.00</UP>
                        <IT>60000.00</IT>
                        <Description>
                          <CompleteText>
                            <DetailTxt>
                              <Text>
                                <p>
                                  <span>Bohrpfähle, pauschal</span>
                                </p>
                              </Text>
                            </DetailTxt>
                            <OutlineText>
                              <OutlTxt>
                                <TextOutlTxt>
                                  <p>
                                    <span>Bohrpfähle, pauschal</span>
                                  </p>
                                </TextOutlTxt>
                              </OutlTxt>
                            </OutlineText>
                          </CompleteText>
                        </Description>
                      </Item>
                    </Itemlist>
                  </BoQBody>
                  <Totals>
                    <Total>60000.00</Total>
                  </Totals>
                </BoQCtgy>
                <BoQCtgy ID="C99" RNoPart="99">
                  <LblTx>
                    <p>
                      <span>Zuschläge</span>
                    </p>
                  </LblTx>
                  <BoQBody>
                    <Itemlist>
                      <MarkupItem ID="I6" RNoPart="9010">
                        <MarkupType>IdentAsMark</MarkupType>
                        <ITMarkup>161894.20</ITMarkup>
                        <Markup>10.00</Markup>
                        <IT>16189.42</IT>
                        <Description>
                          <CompleteText>
                            <DetailTxt>
                              <Text>
                                <p>
                                  <span>Gemeinkosten</span>
                                </p>
                              </Text>
                            </DetailTxt>
                            <OutlineText>
                              <OutlTxt>
                                <TextOutlTxt>
                                  <p>
                                    <span>Gemeinkosten</span>
                                  </p>
                                </TextOutlTxt>
                              </OutlTxt>
                            </OutlineText>
                          </CompleteText>
                        </Description>
                      </MarkupItem>
                      <MarkupItem ID="I7" RNoPart="9020">
                        <MarkupType>IdentAsMark</MarkupType>
                        <ITMarkup>161894.20</ITMarkup>
                        <Markup>5.00</Markup>
                        <IT>8094.71</IT>
                        <Description>
                          <CompleteText>
                            <DetailTxt>
                              <Text>
                                <p>
                                  <span>Gewinn</span>
                                </p>
                              </Text>
                            </DetailTxt>
                            <OutlineText>
                              <OutlTxt>
                                <TextOutlTxt>
                                  <p>
                                    <span>Gewinn</span>
                                  </p>
                                </TextOutlTxt>
                              </OutlTxt>
                            </OutlineText>
                          </CompleteText>
                        </Description>
                      </MarkupItem>
                    </Itemlist>
                  </BoQBody>
                  <Totals>
                    <Total>24284.13</Total>
                  </Totals>
                </BoQCtgy>
              </BoQBody>
            </BoQ>
          </Award>
        </GAEB>

        """#
}
