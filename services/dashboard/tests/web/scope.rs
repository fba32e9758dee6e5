//! Nobody sees anything outside their subtree.

use crate::browser::Browser;
use crate::pages::addresses;
use crate::region::Region;

#[tokio::test]
async fn a_municipality_sees_its_own_and_nothing_else() {
    let region = Region::new().await;
    let belovo = Browser::of(&region, "belovo").await;
    let own = &region.municipalities[3];
    let foreign: Vec<_> = region.municipalities.iter().filter(|node| node.id != own.id).collect();
    for (name, address) in addresses(&region) {
        let page = belovo.get(&address).await;
        for node in &foreign {
            assert!(!page.text.contains(&node.name), "{name} shows {}", node.name);
            assert!(!page.text.contains(&node.id.to_string()), "{name} names {}", node.name);
        }
        for (school, case) in region.schools.iter().zip(&region.cases) {
            let inside = school.path.starts_with(&own.path);
            let shown = page.text.contains(&format!("/cases/{case}"))
                || page.text.contains(&format!("/organizations/{}", school.id));
            assert!(inside || !shown, "{name} links to {}", school.path);
        }
    }
    let campaign = belovo.get(&format!("/campaigns/{}", region.campaign)).await.text;
    assert!(campaign.contains(&own.name), "its own row");
    assert!(!campaign.contains("class=\"burndown\""), "days are summed over everybody");
}

#[tokio::test]
async fn what_is_outside_is_not_told_from_what_is_not_there() {
    let region = Region::new().await;
    let belovo = Browser::of(&region, "belovo").await;
    let foreign = [
        format!("/cases/{}", region.cases[0]),
        format!("/organizations/{}", region.schools[0].id),
        format!("/campaigns/{}/authorities/{}", region.campaign, region.municipalities[0].id),
        "/dead-letters".to_owned(),
    ];
    for address in foreign {
        assert_eq!(belovo.get(&address).await.status, 404, "{address}");
    }
    let csrf = belovo.get("/").await.csrf().to_owned();
    let fields =
        [("csrf", csrf.as_str()), ("duty", "plan"), ("document", &region.next_id().to_string())];
    let address = format!("/cases/{}/accept", region.cases[0]);
    assert_eq!(belovo.post(&address, &fields).await.status, 404, "no decision either");
    let address = format!("/campaigns/{}/extend", region.campaign);
    assert_eq!(belovo.get(&address).await.status, 403, "only the issuer moves dates");
}
