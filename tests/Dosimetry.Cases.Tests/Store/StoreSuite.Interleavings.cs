using Dosimetry.Cases.Settings;

namespace Dosimetry.Cases.Tests.Store;

public abstract partial class StoreSuite
{
    /// <summary>What one of two users does: reads the case, or saves what was read with another weight.</summary>
    private sealed record UserStep(bool ByAnna, bool Save, int Weight_kg);

    [Fact, Trait("REQ", "C1")]
    public void Any_interleaving_of_two_users_ends_like_some_serial_order() => With(record =>
    {
        Gen<UserStep[]> steps = (from anna in Gen.Elements(true, false) from save in Gen.Elements(true, false) from weight in Gen.Choose(40, 120)
                                 select new UserStep(anna, save, weight)).ArrayOf(12);
        Prop.ForAll(steps.ToArbitrary(), plan => EndsSerially(record, plan)).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
        Assert.True(record.Workspace.Audit.Check().Intact);
    });

    /// <summary>Model: a save is accepted exactly when nobody saved since that user's read; the accepted saves in their order give the final state.</summary>
    private static bool EndsSerially(TestRecord record, UserStep[] plan)
    {
        SettingsStore store = record.Workspace.Settings;
        string id = record.NewCase();
        Dictionary<bool, VersionedSettings> read = new() { [true] = store.Get(id), [false] = store.Get(id) };
        long version = 0;
        double? weight = null;
        foreach (UserStep step in plan)
        {
            if (!step.Save) { read[step.ByAnna] = store.Get(id); continue; }
            bool fresh = read[step.ByAnna].RowVersion == version;
            bool accepted = TrySave(store, id, step, read[step.ByAnna]);
            if (accepted != fresh) return false;
            if (accepted) (version, weight) = (store.Get(id).RowVersion, step.Weight_kg);
        }
        return store.Get(id).Settings.Patient.Weight_kg == weight && Saves(record, id) == version;
    }

    private static bool TrySave(SettingsStore store, string id, UserStep step, VersionedSettings read)
    {
        try
        {
            CaseSettings changed = read.Settings with { Patient = new() { Weight_kg = step.Weight_kg } };
            store.Save(step.ByAnna ? TestRecord.Anna : TestRecord.Ben, id, changed, read.RowVersion);
            return true;
        }
        catch (ChangedByOtherException)
        {
            return false;
        }
    }

    private static int Saves(TestRecord record, string id) => record.Workspace.Audit.List(100, id).Count(e => e.Action == "settings.save");

    [Fact, Trait("REQ", "C1")]
    public void Saves_at_the_same_time_are_counted_one_by_one() => With(record =>
    {
        string id = record.NewCase();
        SettingsStore store = record.Workspace.Settings;
        const int savers = 8, each = 5;
        Parallel.For(0, savers, new ParallelOptions { MaxDegreeOfParallelism = savers }, saver =>
        {
            for (int done = 0; done < each;)
            {
                VersionedSettings now = store.Get(id);
                UserStep step = new(true, true, (int)(now.Settings.Patient.Weight_kg ?? 1) + 1); // from 2 kg, the lightest that is taken
                if (TrySave(store, id, step, now)) done++;
            }
        });
        Assert.Equal(savers * each + 1, store.Get(id).Settings.Patient.Weight_kg);
        Assert.Equal(savers * each, Saves(record, id));
        Assert.True(record.Workspace.Audit.Check().Intact);
    });
}
