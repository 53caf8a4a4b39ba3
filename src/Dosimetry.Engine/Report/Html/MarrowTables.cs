using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Engine.Report.Html;

/// <summary>Blood samples, their curve, and the marrow dose that follows.</summary>
internal static class MarrowTables
{
    public static Markup Samples(ReportDocument d) => d.Blood is not { } blood ? Markup.Empty : Markup.Join([
        HtmlTable.Of("Blood samples: activity of one litre of whole blood as measured (not decay-corrected); 1 MBq per litre is 1 kBq per ml", blood.Points,
            new Column<TacPoint>("h after injection", p => Figures.Plain(p.Time_h)),
            new Column<TacPoint>("MBq/l", p => Figures.WithSigma(p.Activity_MBq, p.Sigma_MBq)),
            new Column<TacPoint>("Fit / MBq/l", p => Figures.Show(blood.Chosen.Activity_MBq(p.Time_h)))),
        Markup.Of($"<p>Curve '{blood.Chosen.Model}' ({blood.Reason}): {Figures.WithSigma(blood.Chosen.Tia_MBq_h, blood.Chosen.TiaSigma_MBq_h)} MBq·h per litre, {Figures.Percent(blood.Chosen.ExtrapolatedFraction)} outside the samples.</p>\n")]);

    public static Markup Dose(ReportDocument d) => d.Marrow is not { } marrow ? Markup.Empty : Markup.Of($"""
        <table><caption>Red marrow from blood samples</caption><tbody>
        <tr><th scope="row">Marrow-to-blood ratio</th><td>{Figures.Show(marrow.Ratio)}: {marrow.RatioBasis}</td></tr>
        <tr><th scope="row">From activity in the marrow</th><td>{Figures.Show(marrow.SelfDose_Gy)} Gy</td></tr>
        <tr><th scope="row">Photons from the rest of the body</th><td>{(marrow.RemainderDose_Gy is { } rest ? $"{Figures.Show(rest)} Gy" : "not included")}</td></tr>
        <tr><th scope="row">Mean dose</th><td>{Figures.WithSigma(marrow.MeanDose_Gy, marrow.MeanSigma_Gy)} Gy ({Figures.Show(marrow.DosePerActivity_Gy_per_GBq)} Gy per GBq); ± from the blood curve alone</td></tr>
        </tbody></table>
        <p class="note">{string.Join(" ", marrow.Notes)}</p>

        """);
}
