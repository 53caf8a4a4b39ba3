using Dosimetry.Engine.Foundation;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Plan;

/// <summary>
/// One choice of the time between cycles: the share of a cycle's kidney activity that is still to come when the next cycle is given, and the viable tumour at
/// a day that is the same for all choices (research output). Dose and BED hardly depend on the interval: that is what the first figure shows.
/// </summary>
public sealed record IntervalRow(double Interval_d, double LeftAtNextCycle, double Viable_ml, int AtDay);

/// <summary>The most probable patient through a course of equal cycles.</summary>
internal sealed class OutlookSimulation
{
    private const string Kidney = "Kidney";
    private readonly Prescription _course;
    private readonly OutlookAssumptions _assumptions;
    private readonly OrganLimit _target;
    private readonly PbpkModel _model;
    private readonly CycleCurve _cycle;
    private readonly double _s_Gy_per_MBq_h;

    public OutlookSimulation(PbpkPatient patient, Label label, PlanRequest request, Prescription course, OutlookAssumptions assumptions, CancellationToken cancel)
    {
        Check(assumptions);
        (_course, _assumptions, _model) = (course, assumptions, new PbpkModel(patient));
        _target = request.Organs.First(o => o.Organ == request.Target);
        _s_Gy_per_MBq_h = request.S_Gy_per_MBq_h(_model, _target);
        _cycle = new CycleCurve(patient, label, course.Activity_GBq, course.Ligand_nmol, [Kidney, .. patient.Tumours.Select(t => t.Name)], cancel);
    }

    public CourseOutlook Run(double interval_h)
    {
        string[] notices = _assumptions.Psa_ug_per_L is null ? [TumourResponse.Notice] : [TumourResponse.Notice, CourseOutlook.PsaNotice];
        return new CourseOutlook(_target.Organ, Days(interval_h, (int)Math.Ceiling((_course.Cycles - 1) * interval_h / 24) + _assumptions.FollowUp_d), notices);
    }

    public IReadOnlyList<IntervalRow> Intervals(IReadOnlyList<double> intervals_d)
    {
        int day = (int)Math.Ceiling((_course.Cycles - 1) * intervals_d.Max()) + _assumptions.FollowUp_d;
        return [.. intervals_d.Select(d => new IntervalRow(d, _cycle.LeftAfter(Kidney, (int)(24 * d)), Days(24 * d, day)[^1].Viable_ml, day))];
    }

    private List<OutlookPoint> Days(double interval_h, int days)
    {
        double tumours_L = _model.Patient.Tumours.Sum(t => t.Volume_L);
        OutlookSteps steps = new(_assumptions, _target, 1000 * _model.Patient.Tumours.First(t => t.Name == _target.Organ).Volume_L);
        List<OutlookPoint> points = [steps.Point(0)];
        for (int hour = 0; hour < 24 * days; hour++)
        {
            double target_MBq = 0, tumours_MBq = 0;
            for (int k = 0; k < _course.Cycles && k * interval_h <= hour; k++)
            {
                int after = hour - (int)(k * interval_h);
                target_MBq += _course.Activity_GBq * _cycle.At(_target.Organ, after);
                foreach (Tumour t in _model.Patient.Tumours) tumours_MBq += _course.Activity_GBq * _cycle.At(t.Name, after);
            }
            steps.Hour(_s_Gy_per_MBq_h * target_MBq, tumours_MBq / 1000 / tumours_L);
            if (hour % 24 == 23) points.Add(steps.Point(hour / 24 + 1));
        }
        return points;
    }

    private static void Check(OutlookAssumptions a)
    {
        (string What, double Value)[] positive = [("doubling time (d)", a.DoublingTime_d), ("radiosensitivity α (1/Gy)", a.Alpha_per_Gy), ("clearance (1/h)", a.Clearance_per_h), ("PSA (µg/L)", a.Psa_ug_per_L ?? 1)];
        foreach ((string what, double value) in positive)
            if (!(value > 0) || !double.IsFinite(value)) throw new RefusedException("PLAN.OUTLOOK", FormattableString.Invariant($"The {what} is {value:G4}; it must be positive."));
        if (a.FollowUp_d is < 0 or > 1000) throw new RefusedException("PLAN.OUTLOOK", FormattableString.Invariant($"A follow-up of {a.FollowUp_d} d cannot be shown; state 0 to 1000 d."));
    }
}
