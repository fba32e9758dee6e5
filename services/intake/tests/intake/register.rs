//! A sheet of organizations: a dry run changes nothing, an import twice changes nothing more.

use crate::fixture::World;
use crate::reading::READER;
use std::path::PathBuf;
use vekha_files::{Extractor, Limits as FileLimits};
use vekha_intake::register::Importer;
use vekha_model::requisites::inn_of;
use vekha_store::organization;

async fn importer(world: &World) -> Importer {
    let mut tx = world.store.read().await.expect("read");
    let tenant = vekha_store::tenant::list(&mut tx).await.expect("tenants").remove(0);
    Importer {
        store: world.store.clone(),
        extractor: Extractor::new(READER, FileLimits::default()),
        ids: world.ids.fork("register"),
        tenant,
    }
}

fn sheet(world: &World, name: &str, text: &str) -> PathBuf {
    let path = world.folder.path().join(name);
    std::fs::write(&path, text).expect("write");
    path
}

async fn paths(world: &World) -> Vec<String> {
    let mut tx = world.store.read().await.expect("read");
    let all = organization::all_of(&mut tx, world.tenant).await.expect("register");
    all.into_iter().map(|node| format!("{} {}", node.path, node.name)).collect()
}

#[tokio::test]
async fn a_register_becomes_a_tree_and_again_changes_nothing() {
    let world = World::begin().await;
    let importer = importer(&world).await;
    let (first, second) = (inn_of(420_100_001), inn_of(420_100_002));
    let text = format!(
        "Наименование;Муниципалитет;ИНН;E-mail\n\
         МБОУ «СОШ № 101»;Образцовский МО;;new101@obr.example\n\
         МБОУ «СОШ № 7»;Примерский район;{first};sosh7@obr.example\n\
         МБДОУ № 3;Примерский район;{second};нет адреса\n\
         Лицей;;1234567890;\n"
    );
    let path = sheet(&world, "register.csv", &text);
    let before = paths(&world).await;
    let preview = importer.dry_run(&path).await.expect("dry run");
    println!("{preview}");
    assert_eq!(paths(&world).await, before, "a dry run writes nothing");
    let said = preview.to_string();
    for expected in [
        "Будет записано: новых 3, изменённых 1, новых муниципалитетов 1",
        "e-mail «sosh101@obr.example» → «new101@obr.example»",
        "Нет в файле (остаются в реестре): 1",
        "строка 4: e-mail",
        "строка 5: ИНН",
    ] {
        assert!(said.contains(expected), "{expected} is not in\n{said}");
    }
    importer.import(&path, world.clock.now()).await.expect("import");
    assert_eq!(
        paths(&world).await,
        [
            "42/ Министерство образования",
            "42/0019/ Лицей",
            "42/017/ Образцовский МО",
            "42/017/0101/ МБОУ «СОШ № 101»",
            "42/017/0102/ МБОУ «СОШ № 102»",
            "42/018/ Примерский район",
            "42/018/0001/ МБОУ «СОШ № 7»",
            "42/018/0002/ МБДОУ № 3",
        ]
    );
    let again = importer.import(&path, world.clock.now()).await.expect("import");
    assert_eq!((again.arranged.save.len(), again.arranged.difference.unchanged), (0, 4));
}

#[tokio::test]
async fn errors_go_back_in_a_workbook_that_can_be_imported() {
    let world = World::begin().await;
    let importer = importer(&world).await;
    let text = "Наименование;Муниципалитет;ИНН\nШкола А;Район;1234567890\nШкола Б;Район;\n";
    let import = importer.dry_run(&sheet(&world, "r.csv", text)).await.expect("dry run");
    let errors = import.errors_workbook().expect("workbook").expect("errors");
    let path = world.folder.path().join("errors.xlsx");
    std::fs::write(&path, errors).expect("write");
    let again = importer.dry_run(&path).await.expect("the workbook reads");
    assert_eq!(again.register.entries.len(), 1);
    assert_eq!(again.register.errors, import.register.errors);
}

#[tokio::test]
async fn a_school_that_moves_takes_a_new_place_and_keeps_its_id() {
    let world = World::begin().await;
    let importer = importer(&world).await;
    let inn = inn_of(420_100_001);
    let mut places = Vec::new();
    for municipality in ["Район А", "Район Б", "Район Б"] {
        let text = format!("Наименование;Муниципалитет;ИНН\nШкола;{municipality};{inn}\n");
        let path = sheet(&world, "r.csv", &text);
        importer.import(&path, world.clock.now()).await.expect("import");
        let mut tx = world.store.read().await.expect("read");
        let all = organization::all_of(&mut tx, world.tenant).await.expect("register");
        let school = all.iter().find(|node| node.name == "Школа").expect("the school");
        let parent = all.iter().find(|node| Some(node.id) == school.parent).expect("above");
        assert_eq!(parent.name, municipality);
        places.push((school.id, school.path.clone()));
    }
    let [(first, before), (second, after), third] = places.try_into().expect("three");
    assert_eq!((first, before.as_str(), after.as_str()), (second, "42/018/0001/", "42/019/0001/"));
    assert_eq!(third, (second, after));
}
